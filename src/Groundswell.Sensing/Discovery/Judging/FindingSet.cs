using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Supply;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>Gathers evidence into findings: one for each function of a supplier, and component of it.</summary>
/// <param name="components">Those that the catalogue has.</param>
internal sealed class FindingSet(IReadOnlySet<ComponentId> components)
{
    private readonly Dictionary<(SuppliedFunction, string, ComponentId?), FindingDraft> _drafts = [];

    public IReadOnlyCollection<FindingDraft> Drafts => _drafts.Values;

    public void Add(FingerprintMatch match, Criticality criticality, string seen, double confidence)
    {
        var component = Known(match);
        Add(
            new FindingDraft
            {
                Function = match.Part.Function,
                Supplier = match.Supplier.Id,
                SupplierName = match.Supplier.Name,
                Component = component,
                Region = match.Region,
                Criticality = criticality,
                Organisation = match.Supplier.Id,
            },
            seen,
            confidence);
    }

    /// <summary>Adds to what is there already; of two criticalities the graver counts.</summary>
    public void Add(FindingDraft draft, string seen, double confidence)
    {
        var key = (draft.Function, draft.Supplier, draft.Component);
        if (!_drafts.TryGetValue(key, out var there))
        {
            _drafts[key] = there = draft;
        }

        there.Criticality = (Criticality)Math.Min((int)there.Criticality, (int)draft.Criticality);
        there.Add(seen, confidence);
    }

    private ComponentId? Known(FingerprintMatch match) =>
        ComponentId.TryParse(match.Component, null, out var id) && components.Contains(id) ? id : null;
}
