using System.Globalization;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Zones;

/// <summary>Where validation begins.</summary>
public static class TrustAnchors
{
    private static readonly string[] BindBlocks = ["trust-anchors", "managed-keys", "trusted-keys"];

    /// <summary>The root's key-signing keys of 2017 and 2024, as IANA publishes them.</summary>
    public static IReadOnlyList<TrustAnchor> BuiltIn { get; } =
    [
        new(DomainName.Root, new RecordContent.Ds(20326, 8, 2, Convert.FromHexString("E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"))),
        new(DomainName.Root, new RecordContent.Ds(38696, 8, 2, Convert.FromHexString("683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16"))),
    ];

    /// <summary>Reads DS and DNSKEY records of a zone file (as Unbound keeps them), or BIND's <c>trust-anchors</c>, <c>managed-keys</c> and <c>trusted-keys</c>.</summary>
    public static bool TryRead(string text, out IReadOnlyList<TrustAnchor> anchors, out string? fault)
    {
        anchors = [];
        if (text.Length > ZoneFile.MaxLength)
        {
            fault = $"it is longer than {ZoneFile.MaxLength} characters";
            return false;
        }

        var found = new List<TrustAnchor>();
        fault = BindBlocks.Any(b => text.Contains(b, StringComparison.Ordinal)) ? ReadBind(text, found) : ReadZone(text, found);
        fault ??= found.Count == 0 ? "it has no DS and no DNSKEY record" : null;
        anchors = found;
        return fault is null;
    }

    private static string? ReadZone(string text, List<TrustAnchor> found)
    {
        if (!ZoneFile.TryRead(text, out var lines, out var fault))
        {
            return fault;
        }

        foreach (var line in lines.Where(l => l.Type is RecordType.Ds or RecordType.DnsKey))
        {
            if (Read(line.Type == RecordType.Ds, line.Fields) is not { } content)
            {
                return $"line {line.Line}: the {line.Type.ToText()} record is malformed";
            }

            found.Add(new TrustAnchor(line.Owner, content));
        }

        return null;
    }

    /// <summary>Statements such as <c>. static-ds 20326 8 2 "E06D…";</c>, and the older ones whose second word is missing.</summary>
    private static string? ReadBind(string text, List<TrustAnchor> found)
    {
        var lines = text.Split('\n').Select(l => l.Split("//")[0].Split('#')[0]);
        foreach (var block in string.Join(' ', lines).Split('{').Skip(1))
        {
            foreach (var statement in block.Split('}')[0].Split(';'))
            {
                var words = statement.Replace("\"", " ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0)
                {
                    continue;
                }

                var kind = words.Length > 1 && !char.IsAsciiDigit(words[1][0]) ? words[1] : "";
                var fields = words.Skip(kind.Length > 0 ? 2 : 1).ToList();
                if (!DomainName.TryRead(words[0], out var zone, out _) || Read(kind.EndsWith("ds", StringComparison.Ordinal), fields) is not { } content)
                {
                    return $"'{statement.Trim()[..Math.Min(60, statement.Trim().Length)]}' is no trust anchor";
                }

                found.Add(new TrustAnchor(zone, content));
            }
        }

        return null;
    }

    private static RecordContent? Read(bool isDs, IReadOnlyList<string> fields)
    {
        if (fields.Count < 4 || !Number(fields[0], out var first) || !Number(fields[1], out var second) || !Number(fields[2], out var third) || second > 255 || third > 255)
        {
            return null;
        }

        var rest = string.Concat(fields.Skip(3));
        if (isDs)
        {
            return rest.Length % 2 == 0 && rest.All(char.IsAsciiHexDigit) ? new RecordContent.Ds(first, (byte)second, (byte)third, Convert.FromHexString(rest)) : null;
        }

        var key = new byte[rest.Length];
        return Convert.TryFromBase64String(rest, key, out var length) ? new RecordContent.DnsKey(first, (byte)second, (byte)third, key.AsMemory(0, length)) : null;
    }

    private static bool Number(string text, out ushort number) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
