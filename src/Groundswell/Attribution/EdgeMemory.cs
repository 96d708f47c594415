using Groundswell.Catalogue;

namespace Groundswell.Attribution;

/// <summary>
/// What confirmed incidents teach of edges: how often the dependent failed with the component (Beta–Bernoulli, the catalogue's weight as
/// prior) and after how many minutes (log-normal, shrunk to the usual lag with five pseudo-counts). For one owner.
/// </summary>
public sealed class EdgeMemory(Func<ComponentId, string, double> usualWeight, Func<ComponentId, string, double> usualMinutes) : IEdgeKnowledge
{
    private const double WeightPseudoCounts = 4;
    private const double LagPseudoCounts = 5;
    private const double ShortestMinutes = 0.25;

    private readonly Dictionary<(ComponentId On, string Dependent), Tally> _tallies = [];

    /// <summary>A confirmed incident of a component, and what became of one dependent.</summary>
    /// <param name="component">What failed.</param>
    /// <param name="dependent">Id of a service or component that was watched.</param>
    /// <param name="failed">Probability that it failed with it, 0 to 1.</param>
    /// <param name="severity">How badly the component failed, 0 to 1: little is learnt from dependants that survive a mild failure.</param>
    /// <param name="lagMinutes">From the component's onset to the dependent's, where both are known.</param>
    public void Learn(ComponentId component, string dependent, double failed, double severity, double? lagMinutes)
    {
        var tally = _tallies.GetValueOrDefault((component, dependent));
        var (certain, worth) = (Math.Clamp(failed, 0, 1), Math.Clamp(severity, 0, 1));
        tally = tally with { Failed = tally.Failed + certain, Trials = tally.Trials + certain + ((1 - certain) * worth) };
        if (lagMinutes is { } minutes && certain > 0.5)
        {
            tally = tally with { Lags = tally.Lags + 1, LogLagSum = tally.LogLagSum + Math.Log(Math.Max(minutes, ShortestMinutes)) };
        }

        _tallies[(component, dependent)] = tally;
    }

    public double? Weight(ComponentId component, string dependent) =>
        _tallies.TryGetValue((component, dependent), out var tally)
            ? ((WeightPseudoCounts * usualWeight(component, dependent)) + tally.Failed) / (WeightPseudoCounts + tally.Trials)
            : null;

    public double? LagMinutes(ComponentId component, string dependent) =>
        _tallies.TryGetValue((component, dependent), out var tally) && tally.Lags > 0
            ? Math.Exp(((LagPseudoCounts * Math.Log(usualMinutes(component, dependent))) + tally.LogLagSum) / (LagPseudoCounts + tally.Lags))
            : null;

    private readonly record struct Tally(double Failed, double Trials, int Lags, double LogLagSum);
}
