using Groundswell.Attribution;

namespace Groundswell.Cli.Attributing;

/// <summary>Looks at one case at one moment, with nothing that comes later. For one thread.</summary>
internal sealed class Attributor(World world, AttributionOptions options)
{
    private const double FixedDelay = 2.5;
    private const double DelayPerSeparation = 6;
    private const double LateSeparation = 1.6;

    private readonly CauseFinder _finder = new(world.Graph, options);
    private readonly AttributionEvidence _evidence = new(world.Graph);

    /// <returns>Valid until the next call.</returns>
    public AttributionResult Look(WorldCase seen, int snapshot)
    {
        Prepare(seen, snapshot);
        return RunOnly();
    }

    /// <summary>Fills the evidence alone, so that the run can be timed.</summary>
    public void Prepare(WorldCase seen, int snapshot)
    {
        var now = World.Start + World.Snapshots[snapshot];
        _finder.Forget();
        _evidence.Clear();
        foreach (var row in seen.Reports)
        {
            var separation = world.Separation[row.Service];
            var factor = snapshot switch { 0 => row.At10, 1 => row.At25, _ => row.At60 };
            _evidence.SetReports(
                row.Service,
                factor,
                separation * (snapshot == 0 ? 1 : LateSeparation),
                row.Onset <= now ? now - row.Onset : AttributionEvidence.Unknown,
                FixedDelay + (DelayPerSeparation / Math.Max(separation, 0.01)));
        }

        foreach (var row in seen.Probes)
        {
            AddProbe(row, snapshot switch { 0 => row.At10, 1 => row.At25, _ => row.At60 });
        }

        for (var component = 0; component < world.Graph.ComponentCount; component++)
        {
            _evidence.SetFeed(component);
        }

        foreach (var row in seen.Notices)
        {
            if (row.PostedAt <= now)
            {
                _evidence.SetNotice(row.Component, now - row.PostedAt);
            }
        }
    }

    public AttributionResult RunOnly() => _finder.Run(_evidence);

    private void AddProbe(WorldCase.ProbeRow row, byte result)
    {
        if (row.IsComponent && result == 0)
        {
            _evidence.AddComponentProbesWell(row.Target);
        }
        else if (row.IsComponent)
        {
            _evidence.AddComponentProbesFailing(row.Target, (FailureMode)(result - 1));
        }
        else if (result == 0)
        {
            _evidence.AddServiceProbesWell(row.Target);
        }
        else
        {
            _evidence.AddServiceProbesFailing(row.Target, (FailureMode)(result - 1));
        }
    }
}
