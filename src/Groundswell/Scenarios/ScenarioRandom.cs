namespace Groundswell.Scenarios;

/// <summary>
/// The random numbers of scenarios: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), one stream for each seed, source and minute. Any
/// minute can be drawn alone and is the same however the day is cut; and it does not change with the runtime, as System.Random may.
/// </summary>
internal struct ScenarioRandom(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    public static ScenarioRandom For(long seed, long source, long minute) =>
        new(Scramble(Scramble(Scramble((ulong)seed + Golden) ^ (ulong)source) + Golden ^ (ulong)minute));

    public ulong NextUInt64() => Scramble(_state += Golden);

    /// <summary>0 or more, below 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 or more, below <paramref name="bound"/>.</summary>
    public int NextInt32(int bound) => (int)(((NextUInt64() >> 32) * (ulong)bound) >> 32);

    private static ulong Scramble(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
