using Groundswell.Sensing.Probes;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Scheduling;

/// <summary>Stands for the network: says at once what a test wants, or waits until it is let go.</summary>
internal sealed class FakeTargets(TimeProvider time) : IProbeRunner
{
    private readonly Lock _lock = new();
    private readonly List<(string Probe, DateTimeOffset At)> _runs = [];

    public Func<PlannedProbe, FailureClass?> Failure { get; set; } = _ => null;

    public Task Gate { get; set; } = Task.CompletedTask;

    public Func<PlannedProbe, Exception?> Fault { get; set; } = _ => null;

    public IReadOnlyList<(string Probe, DateTimeOffset At)> Runs
    {
        get
        {
            lock (_lock)
            {
                return [.. _runs];
            }
        }
    }

    public async Task<ProbeResult> RunAsync(PlannedProbe probe, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _runs.Add((probe.Id, time.GetUtcNow()));
        }

        await Gate.WaitAsync(cancellationToken);
        if (Fault(probe) is { } fault)
        {
            throw fault;
        }

        return new ProbeResult
        {
            Target = probe.Target,
            Probe = probe.Id,
            Vantage = VantageId.Node,
            At = time.GetUtcNow(),
            Elapsed = TimeSpan.Zero,
            Interval = probe.Interval,
            Failure = Failure(probe),
        };
    }

    public string? WhyNot(PlannedProbe probe) => probe.Id.StartsWith("no-", StringComparison.Ordinal) ? "not here" : null;
}
