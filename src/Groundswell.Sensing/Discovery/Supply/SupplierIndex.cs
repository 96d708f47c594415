using System.Collections.Frozen;
using Groundswell.Catalogue;

namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>Looks suppliers up by their marks. Built once from the catalogue's fingerprints; immutable.</summary>
internal sealed class SupplierIndex
{
    private readonly HostMarks<Entry> _nameServers;
    private readonly HostMarks<Entry> _cnames;
    private readonly HostMarks<Entry> _mailServers;
    private readonly HostMarks<Entry> _resources;
    private readonly HostMarks<Fingerprint> _domains;
    private readonly FrozenDictionary<string, Entry> _issuers;
    private readonly FrozenDictionary<string, Entry> _ranges;
    private readonly ILookup<string, (string? Contains, Entry Entry)> _headers;

    public SupplierIndex(IReadOnlyList<Fingerprint> fingerprints)
    {
        ArgumentNullException.ThrowIfNull(fingerprints);
        var entries = fingerprints.SelectMany(f => f.Serves.Select(p => new Entry(f, p))).ToList();
        _nameServers = Marks(entries, p => p.NameServers);
        _cnames = Marks(entries, p => p.Cnames);
        _mailServers = Marks(entries, p => p.MailServers);
        _resources = Marks(entries, p => p.Resources);
        _domains = new HostMarks<Fingerprint>(fingerprints.SelectMany(f => f.Domains.Select(d => (d, f))));
        _issuers = ByText(entries, p => p.Issuers);
        _ranges = ByText(entries, p => p.Ranges);
        _headers = entries.SelectMany(e => e.Part.Headers.Select(h => (h.Name, h.Contains, e)))
            .ToLookup(h => h.Name, h => (h.Contains, h.e), StringComparer.Ordinal);
    }

    public FingerprintMatch? ByNameServer(string host) => Match(_nameServers, host);

    public FingerprintMatch? ByCname(string host) => Match(_cnames, host);

    public FingerprintMatch? ByMailServer(string host) => Match(_mailServers, host);

    public FingerprintMatch? ByResource(string host) => Match(_resources, host);

    /// <summary>Whose own name it is.</summary>
    public Fingerprint? OwnerOf(string host) => _domains.Find(host, out _);

    /// <param name="organisation">The O of a certificate's issuer.</param>
    public FingerprintMatch? ByIssuer(string organisation) => ByText(_issuers, organisation, null);

    /// <param name="list">Name of the published list, and of the service within it: <c>aws:ec2</c>.</param>
    /// <param name="region">The region that the list gives for the address.</param>
    public FingerprintMatch? ByRange(string list, string? region) => ByText(_ranges, list, region);

    /// <param name="name">In lower case.</param>
    /// <param name="value">The value, as it was sent.</param>
    public IEnumerable<FingerprintMatch> ByHeader(string name, string value) => _headers[name]
        .Where(h => h.Contains is null || value.Contains(h.Contains, StringComparison.OrdinalIgnoreCase))
        .Select(h => new FingerprintMatch(h.Entry.Supplier, h.Entry.Part, null));

    private static HostMarks<Entry> Marks(List<Entry> entries, Func<FingerprintPart, IReadOnlyList<HostPattern>> patterns) =>
        new(entries.SelectMany(e => patterns(e.Part).Select(p => (p, e))));

    private static FrozenDictionary<string, Entry> ByText(List<Entry> entries, Func<FingerprintPart, IReadOnlyList<string>> texts) => entries
        .SelectMany(e => texts(e.Part).Select(t => (Text: t, Entry: e)))
        .DistinctBy(t => t.Text, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(t => t.Text, t => t.Entry, StringComparer.OrdinalIgnoreCase);

    private static FingerprintMatch? ByText(FrozenDictionary<string, Entry> entries, string text, string? region) =>
        entries.TryGetValue(text, out var entry) ? new FingerprintMatch(entry.Supplier, entry.Part, region) : null;

    private static FingerprintMatch? Match(HostMarks<Entry> marks, string host) =>
        marks.Find(host, out var region) is { } entry ? new FingerprintMatch(entry.Supplier, entry.Part, region) : null;

    private sealed record Entry(Fingerprint Supplier, FingerprintPart Part);
}
