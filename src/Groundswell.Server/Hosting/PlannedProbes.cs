using Groundswell.Catalogue;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Signals;

namespace Groundswell.Server.Hosting;

/// <summary>The probes of the catalogue in force; the same list for as long as the catalogue is the same. Safe for several threads.</summary>
internal sealed class PlannedProbes(SensingSettings settings, CurrentCatalogue catalogue)
{
    private volatile Plan? _plan;

    public IReadOnlyList<PlannedProbe> Get()
    {
        var (followed, plan) = (catalogue.Value, _plan);
        if (plan is null || !ReferenceEquals(plan.Catalogue, followed))
        {
            _plan = plan = new Plan(followed, ProbePlan.From(followed, new ProbeDefaults { Interval = settings.Interval, Timeout = settings.Timeout, Implied = settings.Implied }));
        }

        return plan.Probes;
    }

    private sealed record Plan(ServiceCatalogue Catalogue, IReadOnlyList<PlannedProbe> Probes);
}
