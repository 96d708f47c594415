namespace Groundswell.Bench;

/// <summary>What is measured, and for how long.</summary>
internal sealed record BenchOptions
{
    public required string Node { get; init; }

    public required string Folder { get; init; }

    public required string Scenario { get; init; }

    public required int Rounds { get; init; }

    public required TimeSpan Round { get; init; }

    /// <summary>Of measures that make a whole node up; null for the measure's own number.</summary>
    public int? Services { get; init; }

    /// <summary>That a made-up node lives through before it is measured.</summary>
    public double Days { get; init; } = 2;

    /// <summary>Beside this program, where the solution was built.</summary>
    public static string BuiltNode() => Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Groundswell.Cli", "release", OperatingSystem.IsWindows() ? "groundswell.exe" : "groundswell");

    /// <summary>A folder of its own on the disk that is measured, empty.</summary>
    public string EmptyFolder(string name)
    {
        var path = Path.Combine(Folder, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        return path;
    }
}
