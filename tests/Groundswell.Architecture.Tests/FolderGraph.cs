namespace Groundswell.Architecture.Tests;

/// <summary>Which top-level folder of a project uses which other, with an example of each use.</summary>
/// <param name="project">Name of the project, which is its root namespace.</param>
/// <param name="usages">What its types use.</param>
internal sealed class FolderGraph(string project, IEnumerable<Usage> usages)
{
    private readonly ILookup<string, (string To, Usage Example)> _edges = usages
        .Select(usage => (From: FolderOf(project, usage.User), To: FolderOf(project, usage.Used), Usage: usage))
        .Where(edge => edge.From is not null && edge.To is not null && edge.From != edge.To)
        .DistinctBy(edge => (edge.From, edge.To))
        .ToLookup(edge => edge.From!, edge => (edge.To!, edge.Usage), StringComparer.Ordinal);

    public IEnumerable<string> Folders => _edges.Select(e => e.Key);

    /// <summary>The folders that a folder uses.</summary>
    public IEnumerable<string> UsedBy(string folder) => _edges[folder].Select(e => e.To);

    /// <summary>A way from a folder back to itself, a use in each line; null where there is none.</summary>
    public IReadOnlyList<string>? FindCycle(string start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Search(start);

        IReadOnlyList<string>? Search(string folder)
        {
            foreach (var (to, example) in _edges[folder])
            {
                if (to == start)
                {
                    return [example.ToString()];
                }

                if (seen.Add(to) && Search(to) is { } rest)
                {
                    return [example.ToString(), .. rest];
                }
            }

            return null;
        }
    }

    /// <summary>The folder of a type; null for a type of another project, and for one that stands beside the folders.</summary>
    private static string? FolderOf(string project, string type)
    {
        var parts = type.StartsWith(project + ".", StringComparison.Ordinal) ? type[(project.Length + 1)..].Split('.') : [];
        return parts.Length > 1 ? parts[0] : null;
    }
}
