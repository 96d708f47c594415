using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Signals;

namespace Groundswell.Server.Hosting;

/// <summary>The probes of the catalogue in force; the same list for as long as the catalogue is the same. Safe for several threads.</summary>
internal sealed class PlannedProbes(SensingSettings settings, CurrentCatalogue catalogue)
{
    private readonly Lock _gate = new();
    private Plan? _plan;

    public IReadOnlyList<PlannedProbe> Get() => Current().Probes;

    /// <summary>Null where it is not, or no longer, in the plan.</summary>
    public PlannedProbe? Find(ProbeTarget target, string probe) => Current().ById.GetValueOrDefault((target, probe));

    private Plan Current()
    {
        // Two who made one at a time would each hold another list for the same catalogue.
        lock (_gate)
        {
            var followed = catalogue.Value;
            if (_plan is null || !ReferenceEquals(_plan.Catalogue, followed))
            {
                var defaults = new ProbeDefaults { Interval = settings.Interval, Timeout = settings.Timeout, Implied = settings.Implied };
                var probes = ProbePlan.From(followed, defaults);
                IReadOnlyList<PlannedProbe> all = [.. probes, .. ProbePlan.References(probes, settings.References, defaults)];
                _plan = new Plan(followed, all, all.ToFrozenDictionary(p => (p.Target, p.Id)));
            }

            return _plan;
        }
    }

    private sealed record Plan(ServiceCatalogue Catalogue, IReadOnlyList<PlannedProbe> Probes, FrozenDictionary<(ProbeTarget Target, string Probe), PlannedProbe> ById);
}
