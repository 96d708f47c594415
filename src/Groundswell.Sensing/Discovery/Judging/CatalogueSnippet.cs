using System.Globalization;
using System.Text;
using Groundswell.Catalogue;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>Findings as YAML, ready to be pasted into a service of the catalogue (docs/catalogue.md).</summary>
public static class CatalogueSnippet
{
    private const int MostEvidence = 4; // what the reader of a catalogue wants to see; --json has all of it

    public static string Write(DomainFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var date = findings.Observation.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.Append("# ").Append(Line(findings.Observation.Domain)).Append(", seen ").Append(date).Append(" from outside; confidence after each\n");
        var listed = findings.Findings.Where(f => f is { Component: not null, IsPrivate: false }).ToLookup(f => f.Component!.Value);
        text.Append(listed.Count > 0 ? "dependencies:\n" : "dependencies: []\n");
        foreach (var component in listed)
        {
            Write(text, [.. component], findings.Findings, date);
        }

        foreach (var other in findings.Findings.Where(f => f.Component is null || f.IsPrivate))
        {
            var why = other.IsPrivate ? "its own" : "the catalogue has no such component";
            text.Append(CultureInfo.InvariantCulture, $"# {Word(other.Function)}: {Line(other.SupplierName)} ({why}; {other.Confidence:0.##}): {Line(other.Evidence[0].Seen)}\n");
        }

        return text.ToString();
    }

    /// <summary>One component may do several things, such as identity and payment; it is named once, with all evidence.</summary>
    private static void Write(StringBuilder text, IReadOnlyList<Finding> same, IReadOnlyList<Finding> all, string date)
    {
        var first = same.MinBy(f => f.Criticality)!;
        var members = first.Group is null ? [] : all.Where(f => f.Group == first.Group).ToList();
        var canGroup = members.Count > 1 && members.All(m => m is { Component: not null, IsPrivate: false });

        // A stand-in that the catalogue cannot name still stands in.
        var criticality = members.Count > 1 && !canGroup && first.Criticality == Criticality.Hard ? Criticality.Degraded : first.Criticality;
        text.Append(CultureInfo.InvariantCulture, $"  - on: {first.Component} # {same.Max(f => f.Confidence):0.##}\n");
        text.Append(CultureInfo.InvariantCulture, $"    criticality: {criticality.ToString().ToLowerInvariant()}\n");
        if (canGroup)
        {
            text.Append(CultureInfo.InvariantCulture, $"    group: {first.Group}\n    needed: 1\n");
        }

        text.Append("    evidence:\n");
        foreach (var evidence in same.SelectMany(f => f.Evidence).OrderByDescending(e => e.Confidence).Take(MostEvidence))
        {
            text.Append(CultureInfo.InvariantCulture, $"      - observed: {Quote($"{evidence.Seen}, {date}")}\n");
        }

        if (members.Count > 1 && !canGroup)
        {
            var others = string.Join(", ", members.Where(m => !same.Contains(m)).Select(m => m.SupplierName));
            text.Append(CultureInfo.InvariantCulture, $"        note: {Quote($"others do the same: {others}")}\n");
        }
    }

    /// <summary>A scalar in double quotes: what a stranger's header or certificate holds must not become YAML.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' => "?",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' ? '?' : c));

    private static string Word(SuppliedFunction function) => function.ToString().ToLowerInvariant();
}
