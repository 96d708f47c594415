using System.Globalization;
using Groundswell.Scenarios;

namespace Groundswell.Cli.Replaying;

/// <summary>Delays and expectations in words.</summary>
internal static class ExpectationWords
{
    /// <summary>A delay.</summary>
    public static string Of(TimeSpan? time) => time is { } t
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalMinutes}m {t.Seconds:00}s")
        : "never";

    /// <summary>What is expected.</summary>
    public static string Of(ScenarioExpectation expectation) => expectation switch
    {
        ScenarioExpectation.Down e => $"down within {Of(e.Within)}",
        ScenarioExpectation.Recovery e => $"recovery within {Of(e.Within)}",
        ScenarioExpectation.Never => "never down",
        ScenarioExpectation.StateAt e => $"{(e.IsDown ? "down" : "up")} at {e.At:MM-dd HH:mm}",
        ScenarioExpectation.Waves e => $"at least {e.AtLeast} waves",
        ScenarioExpectation.Regions e => $"regions {string.Join(", ", e.Expected)}",
        ScenarioExpectation.CauseNamed e => $"cause {Choice(e.Names)} within {Of(e.Within)}",
        ScenarioExpectation.CauseHeld e => $"cause {Choice(e.Names)}{Of(e.Span, e.Share)}{(e.Probability > 0 ? $" with {Percent(e.Probability)} or more" : "")}",
        ScenarioExpectation.Renames e => $"at most {e.AtMost} changes of name{Of(e.Span, 1)}",
        ScenarioExpectation.NeverCause e => $"never {Choice(e.Names)}{Above(e.Above, e.AtMost)}{Of(e.Span, 1)}",
        ScenarioExpectation.OnlyCause e => $"no {(e.Names.Count == 0 ? "cause" : $"other cause than {Choice(e.Names)}")}{Above(e.Above, e.AtMost)}{Of(e.Span, 1)}",
        ScenarioExpectation.WordHeld e => $"{(e.IsNot ? "not " : "")}{string.Join(" or ", e.Words).ToLowerInvariant()}{Of(e.Span, e.Share)}",
        ScenarioExpectation.HomeSays e => $"home {Says(e.Texts, e.IsNot)}{Of(e.Span, e.Share)}",
        ScenarioExpectation.CauseSays e => $"cause {Says(e.Texts, e.IsNot)}{Of(e.Span, e.Share)}",
        ScenarioExpectation.ServiceSays e => $"sentence {Says(e.Texts, e.IsNot)}{Of(e.Span, e.Share)}",
        ScenarioExpectation.Causes e => $"at most {e.AtMost} causes",
        ScenarioExpectation.CauseWaves e => $"at least {e.AtLeast} waves of {e.Cause}",
        ScenarioExpectation.OnItsOwn e => $"{e.Component} goes on by itself",
        ScenarioExpectation.Foreseen => "said beforehand to be next",
        ScenarioExpectation.Explained e => e.IsExplained ? "explained by a shared cause" : "explained by no shared cause",
        ScenarioExpectation.MedianDelay e => $"median delay within {Of(e.Within)}",
        ScenarioExpectation.FalseIncidents e => $"at most {e.AtMost} false incidents",
        _ => expectation.GetType().Name,
    };

    private static string Choice(IReadOnlyList<CausePattern> names) => string.Join(" or ", names);

    private static string Says(IReadOnlyList<string> texts, bool isNot) => $"{(isNot ? "lacks" : "has")} {string.Join(" or ", texts.Select(t => $"\"{t}\""))}";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    private static string Above(double above, TimeSpan atMost) => $"{(above > 0 ? $" above {Percent(above)}" : "")}{(atMost > TimeSpan.Zero ? $" for more than {Of(atMost)}" : "")}";

    private static string Of(ScenarioSpan span, double share) =>
        string.Create(CultureInfo.InvariantCulture, $" from {span.From:MM-dd HH:mm} to {span.To:MM-dd HH:mm}{(share < 1 ? $" for {Percent(share)}" : "")}");
}
