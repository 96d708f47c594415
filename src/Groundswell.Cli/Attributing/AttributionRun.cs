using Groundswell.Attribution;

namespace Groundswell.Cli.Attributing;

/// <summary>Looks at every case of a world at every snapshot, on all cores.</summary>
internal static class AttributionRun
{
    /// <summary>Causes told of each look.</summary>
    public const int Ranks = 10;

    public static IReadOnlyList<Look> Run(World world, AttributionOptions options, Action<long> progress, CancellationToken cancellationToken)
    {
        var looks = new Look[world.Cases.Count * World.Snapshots.Length];
        var done = 0L;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(
            0,
            world.Cases.Count,
            parallel,
            () => new Attributor(world, options),
            (index, _, attributor) =>
            {
                for (var snapshot = 0; snapshot < World.Snapshots.Length; snapshot++)
                {
                    var result = attributor.Look(world.Cases[index], snapshot);
                    var ranked = result.Ranked;
                    looks[(index * World.Snapshots.Length) + snapshot] = new Look(
                        world.Cases[index].Id,
                        World.Snapshots[snapshot],
                        [.. ranked[..Math.Min(Ranks, ranked.Length)]],
                        result.None);
                }

                progress(Interlocked.Increment(ref done));
                return attributor;
            },
            _ => { });
        return looks;
    }

    /// <summary>What was found in one case at one moment.</summary>
    /// <param name="Case">Its id.</param>
    /// <param name="Snapshot">Minutes.</param>
    /// <param name="Ranked">Likeliest first.</param>
    /// <param name="None">Probability that nothing shared is behind it.</param>
    internal sealed record Look(int Case, int Snapshot, IReadOnlyList<RankedCause> Ranked, double None);
}
