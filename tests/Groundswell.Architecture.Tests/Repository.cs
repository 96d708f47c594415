namespace Groundswell.Architecture.Tests;

/// <summary>The repository's own files, from the folder of the solution; nothing that a build made.</summary>
internal static class Repository
{
    private static readonly string[] Made = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "node_modules", "data", "TestResults", "assets", "BenchmarkDotNet.Artifacts"];
    private static readonly string[] Text =
    [
        ".cs", ".razor", ".csproj", ".slnx", ".props", ".targets", ".json", ".md", ".yaml", ".yml", ".sh", ".ts", ".mjs", ".css", ".html", ".txt",
        ".globalconfig", ".editorconfig", ".gitignore", ".npmrc", ".scenario", "",
    ];

    private static readonly Lazy<string> Folder = new(FindFolder);

    public static string Root => Folder.Value;

    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>Path from the root, with forward slashes, of every text file.</summary>
    public static IReadOnlyList<string> TextFiles { get; } = [.. Walk(FindFolder()).Where(f => Text.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. TextFiles.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && f.Split('/')[0] is "src" or "tests" or "bench").Select(SourceFile.Read)];

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Concat(Directory.EnumerateDirectories(folder).Where(d => !Made.Contains(Path.GetFileName(d))).SelectMany(Walk));

    private static string FindFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Groundswell.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Groundswell.slnx.");
        }

        return folder;
    }
}
