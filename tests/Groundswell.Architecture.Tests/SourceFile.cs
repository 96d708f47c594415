using System.Text.RegularExpressions;

namespace Groundswell.Architecture.Tests;

/// <summary>A C# file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed partial record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Names of its types that are in no other type; with file-scoped namespaces those begin at a line's begin.</summary>
    public IReadOnlyList<string> TopLevelTypes => [.. Lines.Select(l => TopLevelType().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];

    public string? Namespace => Lines.Select(l => NamespaceLine().Match(l)).FirstOrDefault(m => m.Success)?.Groups["name"].Value;

    /// <summary>What the folder says that the namespace is: <c>src/Groundswell.Cli/Commands</c> is <c>Groundswell.Cli.Commands</c>.</summary>
    public string FolderNamespace => string.Join('.', Path.Split('/')[1..^1]);

    public static SourceFile Read(string path) => new(path, File.ReadAllLines(Repository.File(path)));

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*(?:record\s+struct|record\s+class|record|class|struct|interface|enum|delegate\s+\S+)\s+(?<name>\w+)")]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);")]
    private static partial Regex NamespaceLine();
}
