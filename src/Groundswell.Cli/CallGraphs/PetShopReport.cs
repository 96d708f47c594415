using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Groundswell.Cli.CallGraphs;

/// <summary>Findings for a person, or for a program.</summary>
internal static class PetShopReport
{
    private const int Shown = 3;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Show(IReadOnlyList<IssueFinding> findings, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(findings.Select(AsJson), Indented));
            return;
        }

        var table = new Spectre.Console.Table().AddColumns("issue", "evidence", "likeliest causes");
        foreach (var finding in findings)
        {
            table.AddRow(Markup.Escape(finding.Issue), Evidence(finding), Markup.Escape(Causes(finding)));
        }

        ResultConsole.On(output).Write(table);
    }

    private static object AsJson(IssueFinding finding) => new
    {
        issue = finding.Issue,
        evidence = finding.Blame?.Evidence,
        threshold = finding.Blame?.Threshold,
        causes = finding.Causes.Select(c => new { node = finding.Nodes[c.Node], probability = c.Probability, excess = c.Excess }),
    };

    private static string Evidence(IssueFinding finding) => finding.Blame is { } blame
        ? string.Create(CultureInfo.InvariantCulture, $"{blame.Evidence:F1} (of {blame.Threshold:F1})")
        : "none";

    private static string Causes(IssueFinding finding) => finding.Causes.Count == 0
        ? "nothing is wrong"
        : string.Join(", ", finding.Causes.Take(Shown).Where((c, rank) => rank == 0 || c.Probability >= 0.001)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{finding.Nodes[c.Node]} {c.Probability:P1}")));
}
