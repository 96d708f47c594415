using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Concentrating;

/// <summary>
/// The layout of the data of Kashaf, Sekar and Agarwal (IMC 2020): a line a supplier, <c>provider,rank-site:rank-site:…</c>. A site is
/// told by rank and name together. What is no such site is left out and told: published data has blemishes that its user cannot mend.
/// </summary>
internal static class ImcLayout
{
    private const int MaximumLine = 64 << 20; // one supplier of every site of the web's top million
    private const int MaximumName = 1_000;

    public static void Read(TextReader input, string file, string layer, SupplyTables tables, SupplyFaults faults, SupplyFaults leftOut, CancellationToken cancellationToken)
    {
        var lines = new LineReader(input, MaximumLine);
        while (lines.TryRead(out var line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.IsWhiteSpace())
            {
                continue;
            }

            var comma = line.IndexOf(',');
            if (comma < 0)
            {
                faults.Add(file, lines.Number, 1, "provider", $"'{SupplyFaults.Excerpt(line)}' has no comma after the provider.");
                continue;
            }

            var provider = line[..comma].Trim().TrimStart('\uFEFF');
            if (provider.IsEmpty || provider.Length > MaximumName)
            {
                faults.Add(file, lines.Number, 1, "provider", $"must be a name of 1 to {MaximumName} characters.");
                continue;
            }

            ReadSites(line, comma + 1, new SiteList(file, lines.Number, tables, tables.Supplier(layer, provider.ToString()), faults, leftOut));
        }
    }

    private static void ReadSites(ReadOnlySpan<char> line, int start, SiteList sites)
    {
        foreach (var range in line[start..].Split(':'))
        {
            var site = line[start..][range].Trim();
            if (!site.IsEmpty)
            {
                sites.Add(site, start + range.Start.Value + 1);
            }
        }
    }

    private sealed record SiteList(string File, long Line, SupplyTables Tables, List<int> Entities, SupplyFaults Faults, SupplyFaults LeftOut)
    {
        public void Add(ReadOnlySpan<char> site, int column)
        {
            var dash = site.IndexOf('-');
            if (dash < 1 || dash == site.Length - 1 || site.Length > MaximumName || site[..dash].ContainsAnyExceptInRange('0', '9'))
            {
                LeftOut.Add(File, Line, column, "site", $"'{SupplyFaults.Excerpt(site)}' is not rank-site, such as 17-example.org; it is left out.");
                return;
            }

            if (Tables.Entities >= SupplyTables.MostNames)
            {
                Faults.Add(File, Line, column, "site", $"is one of more than {SupplyTables.MostNames} sites.");
                return;
            }

            Entities.Add(Tables.Entity(site));
        }
    }
}
