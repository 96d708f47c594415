using System.Net;
using System.Text.Json;

namespace Groundswell.Sensing.Discovery.Ranges;

/// <summary>
/// Reads the files in which suppliers publish their addresses: AWS <c>ip-ranges.json</c>, Google <c>cloud.json</c> and <c>goog.json</c>,
/// Azure <c>ServiceTags_*.json</c>, Cloudflare's and Fastly's JSON, GitHub's <c>meta</c>, and plain lists of a block a line.
/// </summary>
public static class RangeFile
{
    private const int MostRanges = 1_000_000;
    private const int MaximumLength = 64 * 1024 * 1024; // characters; Azure's has some 4 million

    /// <param name="text">The whole file.</param>
    /// <param name="name">Name of the list, for forms that do not say whose they are.</param>
    /// <exception cref="InvalidDataException">The text is none of those; the message says where.</exception>
    public static IReadOnlyList<AddressRange> Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            throw new InvalidDataException($"is {text.Length} characters long; at most {MaximumLength} are read.");
        }

        var ranges = text.AsSpan().TrimStart().StartsWith("{") ? ReadJson(text, name) : ReadLines(text, name);
        if (ranges.Count == 0)
        {
            throw new InvalidDataException("holds no address range in a form known here.");
        }

        return ranges.Count <= MostRanges ? ranges : throw new InvalidDataException($"holds more than {MostRanges} ranges.");
    }

    private static List<AddressRange> ReadLines(string text, string name)
    {
        var ranges = new List<AddressRange>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var hash = line.IndexOf('#');
            var written = (hash < 0 ? line : line[..hash]).Trim().TrimEnd(',').ToString();
            if (written.Length > 0)
            {
                ranges.Add(new AddressRange(Parse(written) ?? throw new InvalidDataException($"line {number}: '{Excerpt(written)}' is no address block such as 192.0.2.0/24."), name, null));
            }
        }

        return ranges;
    }

    private static List<AddressRange> ReadJson(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
            return [.. ReadObject(document.RootElement, name)];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"line {fault.LineNumber + 1}: is not JSON that can be read: {fault.Message}");
        }
    }

    private static IEnumerable<AddressRange> ReadObject(JsonElement root, string name) =>
        Items(root, "prefixes").Concat(Items(root, "ipv6_prefixes")).SelectMany(p => ReadPrefix(p, name))
            .Concat(Items(root, "values").SelectMany(ReadServiceTag))
            .Concat(Strings(root, "addresses", "ipv6_addresses").SelectMany(t => One(t, name, null)))
            .Concat(root.TryGetProperty("result", out var result) ? Strings(result, "ipv4_cidrs", "ipv6_cidrs").SelectMany(t => One(t, name, null)) : [])
            .Concat(Strings(root, "pages").SelectMany(t => One(t, "github:pages", null)));

    /// <summary>AWS: <c>ip_prefix</c>, <c>service</c>, <c>region</c>; Google: <c>ipv4Prefix</c>, <c>service</c>, <c>scope</c>.</summary>
    private static IEnumerable<AddressRange> ReadPrefix(JsonElement prefix, string name)
    {
        if ((Text(prefix, "ip_prefix") ?? Text(prefix, "ipv6_prefix")) is { } amazon)
        {
            var region = Text(prefix, "region");
            return One(amazon, $"aws:{(Text(prefix, "service") ?? "amazon").ToLowerInvariant()}", region == "GLOBAL" ? null : region);
        }

        var scope = Text(prefix, "scope");
        return One(Text(prefix, "ipv4Prefix") ?? Text(prefix, "ipv6Prefix") ?? "", scope is null ? name : "google-cloud", scope == "global" ? null : scope);
    }

    private static IEnumerable<AddressRange> ReadServiceTag(JsonElement tag)
    {
        if (!tag.TryGetProperty("properties", out var properties))
        {
            return [];
        }

        // AzureCloud.westeurope: the service, and the region that the properties tell again.
        var region = Text(properties, "region");
        var service = (Text(tag, "name") ?? "").ToLowerInvariant();
        if (!string.IsNullOrEmpty(region) && service.EndsWith("." + region.ToLowerInvariant(), StringComparison.Ordinal))
        {
            service = service[..^(region.Length + 1)];
        }

        return Strings(properties, "addressPrefixes").SelectMany(t => One(t, $"azure:{service}", string.IsNullOrEmpty(region) ? null : region));
    }

    private static IEnumerable<JsonElement> Items(JsonElement of, string key) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object)
            : [];

    private static IEnumerable<string> Strings(JsonElement of, params IEnumerable<string> keys) => keys
        .Where(k => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(k, out var list) && list.ValueKind == JsonValueKind.Array)
        .SelectMany(k => of.GetProperty(k).EnumerateArray())
        .Where(i => i.ValueKind == JsonValueKind.String)
        .Select(i => i.GetString()!);

    private static string? Text(JsonElement of, string key) =>
        of.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<AddressRange> One(string text, string list, string? region) =>
        Parse(text) is { } network ? [new AddressRange(network, list, region)] : [];

    /// <summary>A block; its host bits may be set, and are cleared. A lone address is a block of one.</summary>
    private static IPNetwork? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var longest = bytes.Length * 8;
        var length = longest;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out length) && length <= longest))
        {
            return null;
        }

        for (var bit = length; bit < longest; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static string Excerpt(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
