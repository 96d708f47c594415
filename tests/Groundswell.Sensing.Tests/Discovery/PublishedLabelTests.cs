using System.IO.Compression;
using Groundswell.Sensing.Discovery.Offline;

namespace Groundswell.Sensing.Tests.Discovery;

/// <summary>
/// The judgment of name servers against the labels of Kashaf et al. (github.com/AqsaKashaf/Webdep, MIT, April 2023), where that data
/// lies beside the repository; bench/discover/score.py measures more, and shows the errors.
/// </summary>
public sealed class PublishedLabelTests
{
    [Fact]
    public void Third_parties_and_suppliers_are_told_apart_as_published()
    {
        var rows = Rows();
        Assert.SkipWhen(rows is null, "../shared/data/concentration/webdep is not there.");

        var judged = NameServerTable.Judge([.. rows!.Select(r => new NameServerPair(r[1], r[4], null, null))], ShippedCatalogue.Value.Fingerprints).ToList();
        var labelled = rows!.Zip(judged).Where(r => r.First[3] != "unknown").ToList();
        var right = labelled.Count(r => r.First[3] == "Third" == r.Second.IsThird);

        Assert.InRange((double)right / labelled.Count, 0.985, 1);
        Assert.InRange(OneToOne([.. rows!.Zip(judged).Select(r => (r.Second.Supplier, r.First[2]))]), 0.99, 1);
    }

    /// <summary>Names are matched, the largest overlap first and each name once; the share of rows on matched names.</summary>
    private static double OneToOne(IReadOnlyList<(string Ours, string Theirs)> rows)
    {
        HashSet<string> ours = [], theirs = [];
        var on = 0;
        foreach (var (pair, count) in rows.CountBy(r => r).OrderByDescending(c => c.Value).ThenBy(c => c.Key))
        {
            if (!ours.Contains(pair.Ours) && !theirs.Contains(pair.Theirs))
            {
                ours.Add(pair.Ours);
                theirs.Add(pair.Theirs);
                on += count;
            }
        }

        return (double)on / rows.Count;
    }

    private static List<string[]>? Rows()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared/data/concentration/webdep/last_DNS_data.txt.gz");
            if (File.Exists(path))
            {
                using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
                return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0).Select(l => l.Split(','))];
            }
        }

        return null;
    }
}
