using Groundswell.Catalogue;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>A finding while evidence for it is gathered.</summary>
internal sealed class FindingDraft
{
    private readonly List<FindingEvidence> _evidence = [];

    public required SuppliedFunction Function { get; init; }

    public required string Supplier { get; init; }

    public required string SupplierName { get; init; }

    public ComponentId? Component { get; init; }

    public string? Region { get; init; }

    public bool IsPrivate { get; init; }

    public required Criticality Criticality { get; set; }

    public string? Group { get; set; }

    /// <summary>Who answers for it, for telling whether two members of a function are two organisations.</summary>
    public string Organisation { get; init; } = "";

    public void Add(string seen, double confidence)
    {
        if (!_evidence.Exists(e => e.Seen == seen))
        {
            _evidence.Add(new FindingEvidence(seen, confidence));
        }
    }

    public Finding Finish() => new()
    {
        Function = Function,
        Supplier = Supplier,
        SupplierName = SupplierName,
        Component = Component,
        Region = Region,
        IsPrivate = IsPrivate,
        Criticality = Criticality,
        Group = Group,
        Evidence = [.. _evidence.OrderByDescending(e => e.Confidence)],
    };
}
