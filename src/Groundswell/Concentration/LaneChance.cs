namespace Groundswell.Concentration;

/// <summary>
/// Draws of a chance for 64 samples at once, a bit each. The random words come from a hash of who draws, so a draw is the same however
/// often and in which order it is asked for: an edge that is walked in two rounds decides each sample once.
/// </summary>
internal static class LaneChance
{
    private const int Bits = 32;
    private const ulong Certain = 1UL << Bits;
    private const ulong Step = 0x9E3779B97F4A7C15; // from bit to bit: the golden ratio, as SplitMix64 steps (Steele, Lea, Flood, 2014)
    private const ulong Stride = 0xD1342543DE82EF95; // from who to who: another odd number, so that two never step in each other's track

    /// <summary>A probability as a fixed-point number, 2³² for certainty.</summary>
    public static ulong Of(double probability) => (ulong)Math.Round(Math.Clamp(probability, 0, 1) * Certain);

    /// <summary>What one batch of samples mixes into all of its draws.</summary>
    public static ulong BatchKey(ulong seed, ulong batch) => Mix(Mix(seed) + (batch * Step));

    /// <summary>Who draws, as a key: equal parts give equal draws.</summary>
    public static ulong Key(ulong batchKey, ulong who) => batchKey + (who * Stride);

    /// <param name="undecided">Samples to draw for.</param>
    /// <param name="chance">From <see cref="Of"/>.</param>
    /// <param name="key">From <see cref="Key"/>.</param>
    /// <returns>Those of them that hit. Each sample compares a uniform number with the chance, the highest bit first, until all differ.</returns>
    public static ulong Draw(ulong undecided, ulong chance, ulong key) => chance >= Certain ? undecided : DrawUncertain(undecided, chance, key);

    private static ulong DrawUncertain(ulong undecided, ulong chance, ulong key)
    {
        var hits = 0UL;
        for (var rest = chance << Bits; rest != 0 && undecided != 0; rest <<= 1)
        {
            key += Step;
            var word = Mix(key);
            if ((long)rest < 0)
            {
                hits |= undecided & ~word;
                undecided &= word;
            }
            else
            {
                undecided &= ~word;
            }
        }

        return hits;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
