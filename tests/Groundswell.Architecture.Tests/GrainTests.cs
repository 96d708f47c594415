namespace Groundswell.Architecture.Tests;

/// <summary>Grains place work and do none: what they are asked, they ask the engine.</summary>
public sealed class GrainTests
{
    private const int MostLines = 150;

    private static IReadOnlyList<SourceFile> Grains => [.. Repository.Sources.Where(f => f.Path.StartsWith("src/Groundswell.Cluster/Grains/", StringComparison.Ordinal))];

    [Fact]
    public void A_grain_is_short()
    {
        Assert.NotEmpty(Grains);
        Findings.None(Grains.Where(f => f.Lines.Count > MostLines).Select(f => $"{f.Path} has {f.Lines.Count} lines, {MostLines} are the most: its work belongs to the engine."));
    }

    [Fact]
    public void A_grain_neither_calculates_nor_loops()
    {
        string[] work = [" for (", " foreach (", " while (", " + ", " - ", " * ", " / ", "Math."];

        Findings.None(
            from file in Grains
            from line in Enumerable.Range(0, file.Lines.Count)
            let code = file.Lines[line].Split("//")[0]
            from sign in work
            where code.Contains(sign, StringComparison.Ordinal)
            select $"{file.Path}:{line + 1} has '{sign.Trim()}': that is work for the engine.");
    }

    [Fact]
    public void Only_grain_files_make_grains() => Findings.None(
        Product.Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => typeof(Orleans.Grain).IsAssignableFrom(t) && t.Namespace != "Groundswell.Cluster.Grains")
            .Select(t => $"{t.FullName} is a grain; it belongs to src/Groundswell.Cluster/Grains."));
}
