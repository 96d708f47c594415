using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>Collects findings with where on the way they were made.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> All => _findings;

    /// <summary>Where on the way the judgement is.</summary>
    public int Place { get; set; }

    public bool HasError => _findings.Any(f => f.Severity == Severity.Error);

    public void Add(DiagnosisClass @class, Severity severity, Rank rank, DomainName? zone, string text) =>
        _findings.Add(new Finding { Class = @class, Severity = severity, Rank = rank, Zone = zone, Text = text, Place = Place });

    public void Add(DiagnosisClass @class, Severity severity, Rank rank, DomainName? zone, ServerSeen server, string text) =>
        _findings.Add(new Finding { Class = @class, Severity = severity, Rank = rank, Zone = zone, Server = server.Host, Address = server.Address.Address, Text = text, Place = Place });

    public void Add(Finding finding) => Add(finding, Place);

    public void Add(Finding finding, int place) => _findings.Add(finding with { Place = place });
}
