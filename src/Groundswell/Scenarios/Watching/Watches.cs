using System.Globalization;
using Groundswell.Incidents.Causes;

namespace Groundswell.Scenarios.Watching;

/// <summary>Makes what follows an expectation of what a reader sees.</summary>
internal static class Watches
{
    private const string None = "none";

    /// <summary>By expectation; those of other kinds are left out.</summary>
    public static Dictionary<ScenarioExpectation, IReadOnlyList<ReaderWatch>> Of(Scenario scenario)
    {
        var watches = new Dictionary<ScenarioExpectation, IReadOnlyList<ReaderWatch>>();
        foreach (var expectation in scenario.Expectations)
        {
            if (Of(expectation, scenario) is { } watching)
            {
                watches[expectation] = [.. watching];
            }
        }

        return watches;
    }

    private static IEnumerable<ReaderWatch>? Of(ScenarioExpectation expectation, Scenario scenario) => expectation switch
    {
        ScenarioExpectation.CauseNamed e => [new NamingWatch(e, scenario)],
        ScenarioExpectation.CauseHeld e => [new ShareWatch(e, null, e.Span, e.Share, view => ReadCause(e, view))],
        ScenarioExpectation.Renames e => [new RenameWatch(e)],
        ScenarioExpectation.NeverCause e => [new BudgetWatch(e, e.Span, e.Above, e.AtMost, cause => e.Names.Any(c => c.Matches(cause)), inWaves: true)],
        ScenarioExpectation.OnlyCause e => [new BudgetWatch(e, e.Span, e.Above, e.AtMost, cause => !e.Names.Any(c => c.Matches(cause)))],
        ScenarioExpectation.WordHeld e => e.Services.Select(service => new ShareWatch(e, service, e.Span, e.Share, view =>
        {
            var summary = view.Find(service);
            var word = summary is null ? None : Word(summary.Verdict);
            return (summary is not null && e.Words.Contains(summary.Verdict) != e.IsNot, word, summary is null ? word : $"{word}: {summary.Sentence}");
        })),
        ScenarioExpectation.HomeSays e => [new ShareWatch(e, null, e.Span, e.Share, view => Search(e.Texts, e.IsNot, view.Home))],
        ScenarioExpectation.CauseSays e => [new ShareWatch(e, null, e.Span, e.Share, view => SearchCauses(e, view))],
        ScenarioExpectation.ServiceSays e => e.Services.Select(service => new ShareWatch(e, service, e.Span, e.Share, view => Search(e.Texts, e.IsNot, view.Find(service)?.Sentence ?? None))),
        _ => null,
    };

    /// <summary>Such as "aws/us-east-1/dynamodb (97 %)".</summary>
    public static string Word(CauseIncident incident) => string.Create(CultureInfo.InvariantCulture, $"{incident.Cause} ({100 * incident.Probability:0} %)");

    public static string Word(Publication.Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static (bool Met, string Kind, string Seen) ReadCause(ScenarioExpectation.CauseHeld expectation, ReaderView view)
    {
        var isNamed = expectation.Names.Any(c => c.Matches(view.Largest?.Cause));
        return view.Largest is { } largest
            ? (isNamed && largest.Probability >= expectation.Probability, isNamed ? $"{largest.Cause} with less" : largest.Cause.ToString(), Word(largest))
            : (isNamed, None, None);
    }

    private static (bool Met, string Kind, string Seen) Search(IReadOnlyList<string> texts, bool isNot, string found)
    {
        var said = texts.FirstOrDefault(t => found.Contains(t, StringComparison.OrdinalIgnoreCase));
        return ((said is null) == isNot, isNot ? $"\"{said}\"" : "something else", $"\"{found}\"");
    }

    // What must not be said must not be said of the small one beside it either.
    private static (bool Met, string Kind, string Seen) SearchCauses(ScenarioExpectation.CauseSays expectation, ReaderView view)
    {
        if (!expectation.IsNot)
        {
            return Search(expectation.Texts, false, view.Largest is { } largest ? view.TextOf(largest) : None);
        }

        foreach (var cause in view.Causes)
        {
            if (Search(expectation.Texts, true, view.TextOf(cause)) is { Met: false } said)
            {
                return said;
            }
        }

        return (true, "", "");
    }
}
