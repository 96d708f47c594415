using Groundswell.Catalogue.Probing;

namespace Groundswell.Catalogue.Reading;

/// <summary>The field <c>probes</c> of a service or component: a mapping from the probe's slug to its fields.</summary>
internal sealed class ProbeEntries
{
    private const int MostMilliseconds = 60_000;

    private readonly CatalogueErrors _errors;
    private readonly (string Field, Func<Fields, Located, ProbeCheck?> Read)[] _kinds;

    public ProbeEntries(CatalogueErrors errors)
    {
        _errors = errors;
        var checks = new ProbeCheckReading(errors);
        var web = new WebCheckReading(errors);
        _kinds =
        [
            ("dns", checks.ReadLookup), ("tcp", checks.ReadTcp), ("tls", checks.ReadTls), ("http", web.ReadHttp),
            ("icmp", checks.ReadPing), ("websocket", web.ReadWebSocket), ("grpc", web.ReadGrpc), ("smtp", checks.ReadSmtp),
        ];
    }

    public IReadOnlyList<ProbeDefinition> Read(Located at)
    {
        if (at.Value is not YamlValue.Map map)
        {
            _errors.Add(at, "must be a mapping from the probe's slug to its fields; {} means that nothing is probed.");
            return [];
        }

        if (map.Entries.Count > CatalogueLimits.ProbesPerEntry)
        {
            _errors.Add(at, $"has {map.Entries.Count} probes; at most {CatalogueLimits.ProbesPerEntry} are allowed.");
            return [];
        }

        return [.. map.Entries.Select(e => ReadOne(at.Child(Slug.Excerpt(e.Key.Value), e.Key), e.Value)).OfType<ProbeDefinition>()];
    }

    private ProbeDefinition? ReadOne(Located key, YamlValue body)
    {
        var id = _errors.ReadSlug(key);
        var at = key with { Value = body };
        if (Fields.Of(at, _errors) is not { } fields)
        {
            return null;
        }

        var found = _kinds.Select(k => (k.Read, At: fields.Find(k.Field))).Where(k => k.At is not null).ToList();
        var definition = new ProbeDefinition
        {
            Id = id ?? "",
            Check = new ProbeCheck.Tcp(default),
            Interval = ReadSeconds(fields, "interval", ProbeDefinition.ShortestInterval, ProbeDefinition.LongestInterval),
            Timeout = ReadSeconds(fields, "timeout", TimeSpan.FromSeconds(1), ProbeDefinition.LongestTimeout),
            Retries = fields.Find("retries") is { } retries ? _errors.ReadNumber(retries, 0, ProbeDefinition.MostRetries) : null,
            Addresses = fields.Find("ip") is { } ip ? _errors.ReadWord<AddressChoice>(ip) ?? AddressChoice.Any : AddressChoice.Any,
            SlowAfter = fields.Find("slow-after") is { } slow && _errors.ReadNumber(slow, 1, MostMilliseconds) is { } milliseconds
                ? TimeSpan.FromMilliseconds(milliseconds)
                : null,
        };
        if (found.Count != 1)
        {
            _errors.Add(at, $"must have one of {string.Join(", ", _kinds.Select(k => k.Field))}; it has {found.Count}.");
            return null;
        }

        var check = found[0].Read(fields, found[0].At!.Value);
        fields.RefuseOthers();
        return check is null || id is null ? null : definition with { Check = check };
    }

    private TimeSpan? ReadSeconds(Fields fields, string field, TimeSpan least, TimeSpan most) =>
        fields.Find(field) is { } at && _errors.ReadNumber(at, (int)least.TotalSeconds, (int)most.TotalSeconds) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
