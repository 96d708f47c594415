using Groundswell.Catalogue;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Signals;

namespace Groundswell.Server.Hosting;

/// <summary>The probes of the catalogue in force; the same list for as long as the catalogue is the same. Safe for several threads.</summary>
internal sealed class PlannedProbes(SensingSettings settings, CurrentCatalogue catalogue)
{
    private readonly Lock _gate = new();
    private Plan? _plan;

    public IReadOnlyList<PlannedProbe> Get()
    {
        // Two who made one at a time would each hold another list for the same catalogue.
        lock (_gate)
        {
            var followed = catalogue.Value;
            if (_plan is null || !ReferenceEquals(_plan.Catalogue, followed))
            {
                _plan = new Plan(followed, ProbePlan.From(followed, new ProbeDefaults { Interval = settings.Interval, Timeout = settings.Timeout, Implied = settings.Implied }));
            }

            return _plan.Probes;
        }
    }

    private sealed record Plan(ServiceCatalogue Catalogue, IReadOnlyList<PlannedProbe> Probes);
}
