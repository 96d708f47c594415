using System.Text.RegularExpressions;

namespace Groundswell.Architecture.Tests;

/// <summary>How a source file looks (CONTRIBUTING.md): what a compiler does not know.</summary>
public sealed partial class SourceFileTests
{
    private const int MostLines = 400;

    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Misc", "Base", "Impl", "Data", "Info", "Processor"];

    private static IEnumerable<SourceFile> WithNamespace => Repository.Sources.Where(f => f.Name != "Program");

    [Fact]
    public void Sources_are_found() => Assert.True(Repository.Sources.Count > 300, $"Only {Repository.Sources.Count} source files were found below {Repository.Root}.");

    [Fact]
    public void No_file_is_longer_than_a_person_reads() => Findings.None(Repository.Sources.Where(f => f.Lines.Count > MostLines)
        .Select(f => $"{f.Path} has {f.Lines.Count} lines, {MostLines} are the most: split it by what its parts do."));

    [Fact]
    public void A_file_holds_one_type() => Findings.None(WithNamespace.Where(f => f.TopLevelTypes.Distinct().Count() != 1)
        .Select(f => $"{f.Path} holds {f.TopLevelTypes.Count} types ({string.Join(", ", f.TopLevelTypes)}); one type, one file."));

    [Fact]
    public void A_file_is_named_as_its_type() => Findings.None(WithNamespace.Where(f => f.TopLevelTypes is [var type] && f.Name.Split('.')[0] != type)
        .Select(f => $"{f.Path} holds {f.TopLevelTypes[0]}: call it {f.TopLevelTypes[0]}.cs, or {f.TopLevelTypes[0]}.Part.cs for a part."));

    [Fact]
    public void A_file_of_a_part_holds_a_partial_type() => Findings.None(WithNamespace.Where(f => f.Name.Contains('.', StringComparison.Ordinal) && !f.Lines.Any(l => l.Contains("partial ", StringComparison.Ordinal)))
        .Select(f => $"{f.Path} is named as a part, and its type is not partial."));

    [Fact]
    public void The_namespace_is_the_folder() => Findings.None(WithNamespace.Where(f => f.Namespace != f.FolderNamespace)
        .Select(f => $"{f.Path} is in namespace {f.Namespace ?? "(none)"}; its folder says {f.FolderNamespace}."));

    [Fact]
    public void No_name_says_nothing() => Findings.None(Repository.Sources
        .SelectMany(f => f.Path.Split('/')[..^1].Append(f.Name).Concat(f.TopLevelTypes).Select(name => (f.Path, Name: name)))
        .Where(f => EmptyNames.Contains(Words().Split(f.Name)[^1], StringComparer.Ordinal))
        .Select(f => $"{f.Path}: {f.Name} does not say what it does; name it for that."));

    [Fact]
    public void No_file_is_cut_into_regions() => Findings.None(LinesMatching(RegionLine()).Select(place => $"{place}: a region hides; split the file instead."));

    [Fact]
    public void Nothing_is_left_to_do_in_a_comment() => Findings.None(LinesMatching(UnfinishedWork()).Select(place => $"{place}: finish it, or write it down where work is planned."));

    [Fact]
    public void No_method_is_async_and_void() => Findings.None(LinesMatching(AsyncVoid()).Select(place => $"{place}: its failure would end the process; return a Task."));

    [Fact]
    public void No_await_leaves_its_context() => Findings.None(LinesMatching(LeavingContext()).Select(place => $"{place}: the web server has no context, and a grain must not leave its own."));

    [Fact]
    public void A_suppressed_warning_says_why() => Findings.None(
        from file in Repository.Sources
        from line in Enumerable.Range(0, file.Lines.Count)
        where file.Lines[line].TrimStart().StartsWith("#" + "pragma warning disable", StringComparison.Ordinal)
        where !file.Lines[line].Contains("//", StringComparison.Ordinal) && !(line > 0 && file.Lines[line - 1].TrimStart().StartsWith("//", StringComparison.Ordinal))
        select $"{file.Path}:{line + 1}: say in a comment why the warning does not hold here.");

    private static IEnumerable<string> LinesMatching(Regex pattern) =>
        from file in Repository.Sources
        from line in Enumerable.Range(0, file.Lines.Count)
        where pattern.IsMatch(file.Lines[line])
        select $"{file.Path}:{line + 1}";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])|\\.")]
    private static partial Regex Words();

    [GeneratedRegex(@"^\s*#(?:end)?region\b")]
    private static partial Regex RegionLine();

    [GeneratedRegex(@"//.*\b(?:TO[D]O|FIX[M]E|HA[C]K)\b")]
    private static partial Regex UnfinishedWork();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\.Configure[A]wait\(false\)")]
    private static partial Regex LeavingContext();
}
