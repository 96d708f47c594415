using System.Net;
using Groundswell.Catalogue.Probing;

namespace Groundswell.Catalogue.Reading;

/// <summary>The fields of probes that are not of the web.</summary>
internal sealed class ProbeCheckReading(CatalogueErrors errors)
{
    private const int DnsPort = 53;
    private const int TlsPort = 443;
    private const int SmtpPort = 25;
    private const int SmtpTlsPort = 465;
    private const int MostCertificateDays = 1_000;
    private const int MostRecords = 500;
    private const int LongestTtl = 7 * 24 * 3600;
    private const int LongestName = 253;

    public ProbeCheck.Lookup? ReadLookup(Fields fields, Located at)
    {
        var name = errors.ReadText(at) is { } text ? ReadName(at, text) : null;
        var type = fields.Find("type") is { } typeAt && errors.ReadText(typeAt) is { } word ? ReadType(typeAt, word) : "A";
        var check = new ProbeCheck.Lookup
        {
            Name = name ?? "",
            Type = type,
            Server = fields.Find("server") is { } server ? ReadTarget(server, DnsPort) : null,
            Only = ReadTexts(fields, "only"),
            Includes = ReadTexts(fields, "includes"),
            AtLeast = fields.Find("at-least") is { } least ? errors.ReadNumber(least, 1, MostRecords) ?? 1 : 1,
            AtMost = fields.Find("at-most") is { } most ? errors.ReadNumber(most, 1, MostRecords) : null,
            TtlAtLeast = fields.Find("ttl-at-least") is { } ttl && errors.ReadNumber(ttl, 1, LongestTtl) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Authenticated = fields.Find("authenticated") is { } authenticated && errors.ReadYesNo(authenticated),
        };
        if (check.AtMost < check.AtLeast)
        {
            errors.Add(at, $"asks for at least {check.AtLeast} and at most {check.AtMost} records.");
        }

        foreach (var network in check.Only.Where(v => v.Contains('/', StringComparison.Ordinal) && type is "A" or "AAAA" && !IPNetwork.TryParse(v, out _)))
        {
            errors.Add(at, $"'{Slug.Excerpt(network)}' is no network; it must look like 192.0.2.0/24.");
        }

        return name is null ? null : check;
    }

    public ProbeCheck.Tcp? ReadTcp(Fields fields, Located at) => ReadTarget(at, null) is { } target ? new ProbeCheck.Tcp(target) : null;

    public ProbeCheck.Tls? ReadTls(Fields fields, Located at)
    {
        var days = ReadCertificateDays(fields);
        return ReadTarget(at, TlsPort) is { } target ? new ProbeCheck.Tls(target) { CertificateDays = days } : null;
    }

    public ProbeCheck.Ping? ReadPing(Fields fields, Located at)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return null;
        }

        if (HostPort.TryParseHost(text, out var host))
        {
            return new ProbeCheck.Ping { Address = host };
        }

        errors.Add(at, $"'{Slug.Excerpt(text)}' is neither a host name nor an address.");
        return null;
    }

    public ProbeCheck.Smtp? ReadSmtp(Fields fields, Located at)
    {
        var days = ReadCertificateDays(fields);
        var asked = fields.Find("security") is { } security ? errors.ReadWord<SmtpSecurity>(security) : null;
        return ReadTarget(at, SmtpPort) is { } target
            ? new ProbeCheck.Smtp(target) { Security = asked ?? (target.Port == SmtpTlsPort ? SmtpSecurity.Tls : SmtpSecurity.None), CertificateDays = days }
            : null;
    }

    public int? ReadCertificateDays(Fields fields) =>
        fields.Find("certificate-days") is { } days ? errors.ReadNumber(days, 1, MostCertificateDays) : null;

    private HostPort? ReadTarget(Located at, int? usualPort)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return null;
        }

        if (HostPort.TryParse(text, usualPort, out var target))
        {
            return target;
        }

        errors.Add(at, $"'{Slug.Excerpt(text)}' is not a target; {HostPort.Rule}");
        return null;
    }

    /// <summary>Any name of DNS, such as <c>_dmarc.example.com</c>, a top-level domain or the root.</summary>
    private string? ReadName(Located at, string text)
    {
        var labels = text.TrimEnd('.').Split('.');
        var isName = text == "." || (text.Length <= LongestName && labels.All(l => l.Length is > 0 and <= 63 && l.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')));
        if (isName)
        {
            return text == "." ? text : text.TrimEnd('.').ToLowerInvariant();
        }

        if (Hostname.TryParse(text, out var hostname))
        {
            return hostname;
        }

        errors.Add(at, $"'{Slug.Excerpt(text)}' is not a name of DNS; it must be labels of letters, digits, '-' and '_' with dots between them.");
        return null;
    }

    private string ReadType(Located at, string word)
    {
        var known = RecordTypes.All.FirstOrDefault(t => t.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            errors.Add(at, $"'{Slug.Excerpt(word)}' is not a type that can be asked for.{errors.Suggest(word.ToUpperInvariant(), RecordTypes.All)} Known: {string.Join(", ", RecordTypes.All)}.");
        }

        return known ?? "A";
    }

    private IReadOnlyList<string> ReadTexts(Fields fields, string field) =>
        [.. fields.FindList(field, CatalogueLimits.ListedPerProbe).Select(errors.ReadText).OfType<string>()];
}
