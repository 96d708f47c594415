namespace Groundswell.Cli.CallGraphs;

/// <summary>A folder with a window of metrics in which something may be wrong.</summary>
/// <param name="Name">Its path below the data's folder, with slashes.</param>
/// <param name="Folder">Its path.</param>
/// <param name="Number">The number in its name.</param>
internal sealed record Issue(string Name, string Folder, int Number)
{
    private const string Prefix = "issue_";

    /// <summary>All issues of a kind of traffic, by part and number.</summary>
    public static IReadOnlyList<Issue> Below(string root, string traffic) =>
    [
        .. Directory.GetDirectories(traffic)
            .SelectMany(part => Directory.GetDirectories(part, Prefix + "*"))
            .Select(folder => (folder, Number: NumberOf(folder)))
            .Where(f => f.Number is not null)
            .Select(f => new Issue(Path.GetRelativePath(root, f.folder).Replace(Path.DirectorySeparatorChar, '/'), f.folder, f.Number!.Value))
            .OrderBy(issue => Path.GetDirectoryName(issue.Folder), StringComparer.Ordinal).ThenBy(issue => issue.Number),
    ];

    private static int? NumberOf(string folder) =>
        int.TryParse(Path.GetFileName(folder)[Prefix.Length..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
