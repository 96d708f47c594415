namespace Groundswell.Sensing.Discovery.Offline;

/// <summary>
/// Reads a table of sites and name servers: CSV with the header <c>site,name-server</c>, and optionally
/// <c>site-mname,site-rname,server-mname,server-rname</c> from the SOA records. A field that is empty is not known.
/// </summary>
public static class NameServerFile
{
    private const int MostRows = 5_000_000;
    private const int MaximumField = 255;
    private static readonly string[] Required = ["site", "name-server"];
    private static readonly string[] Optional = ["site-mname", "site-rname", "server-mname", "server-rname"];

    /// <exception cref="InvalidDataException">A line is not as said above; the message names it.</exception>
    public static IReadOnlyList<NameServerPair> Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var columns = ReadHeader(text.ReadLine());
        var pairs = new List<NameServerPair>();
        for (var line = 2; text.ReadLine() is { } row; line++)
        {
            if (string.IsNullOrWhiteSpace(row))
            {
                continue;
            }

            if (pairs.Count == MostRows)
            {
                throw new InvalidDataException($"line {line}: more than {MostRows} rows.");
            }

            pairs.Add(ReadRow(row, columns, line));
        }

        return pairs;
    }

    private static Dictionary<string, int> ReadHeader(string? header)
    {
        var names = (header ?? "").Split(',').Select(n => n.Trim().ToLowerInvariant()).ToList();
        if (Required.FirstOrDefault(r => !names.Contains(r)) is { } missing)
        {
            throw new InvalidDataException($"line 1: the header must name 'site' and 'name-server'; '{missing}' is missing.");
        }

        if (names.FirstOrDefault(n => !Required.Contains(n) && !Optional.Contains(n)) is { } unknown)
        {
            throw new InvalidDataException($"line 1: '{Excerpt(unknown)}' is not a column known here. Known: {string.Join(", ", Required.Concat(Optional))}.");
        }

        return names.Index().DistinctBy(n => n.Item, StringComparer.Ordinal).ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
    }

    private static NameServerPair ReadRow(string row, Dictionary<string, int> columns, int line)
    {
        var fields = row.Split(',');
        string Field(string name) => columns.TryGetValue(name, out var at) && at < fields.Length ? fields[at].Trim().TrimEnd('.').ToLowerInvariant() : "";
        foreach (var name in Required)
        {
            if (Field(name) is not { Length: > 0 and <= MaximumField } value || value.Any(char.IsWhiteSpace))
            {
                throw new InvalidDataException($"line {line}: '{name}' must be a domain name, not '{Excerpt(Field(name))}'.");
            }
        }

        return new NameServerPair(Field("site"), Field("name-server"), Zone("site"), Zone("server"));

        (string, string)? Zone(string of) =>
            Field($"{of}-mname") is { Length: > 0 } server && Field($"{of}-rname") is { Length: > 0 } contact ? (server, contact) : null;
    }

    private static string Excerpt(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
