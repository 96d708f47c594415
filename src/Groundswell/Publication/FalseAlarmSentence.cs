using System.Globalization;
using Groundswell.Detection;

namespace Groundswell.Publication;

/// <summary>Says in one sentence how many false alarms a service was promised to have at most, and how many it has.</summary>
public static class FalseAlarmSentence
{
    private const double WeeksAYear = 365.25 / 7;
    private const double LongWeeks = 104; // more are told in years
    private const double ShortWeeks = 2; // fewer are told in days

    public static string Write(in FalseAlarms figures)
    {
        if (!(figures.Promised > 0))
        {
            return "Not known yet: it was not watched for a day.";
        }

        var promised = $"At most {Often(figures.Promised)} is promised";
        var seen = $"{Count(figures.Mistakes)} in {Span(figures.Weeks)} watched";
        return figures.State switch
        {
            PromiseState.Exceeded => $"{promised}; here about {Often(figures.Rate)} comes ({Count(figures.ExcessMistakes)} in the last {Span(figures.ExcessWeeks)} watched).",
            PromiseState.Kept => $"{promised}; that is kept: {seen}.",
            _ when figures.Weeks < 1 => $"{promised}; whether that is kept is not known yet: it was watched for {Span(figures.Weeks)}.",
            _ => $"{promised}; {seen}, too short a time to tell whether that is kept.",
        };
    }

    /// <summary>Such as "one in 20 weeks" or "3 a week".</summary>
    private static string Often(double perWeek) => perWeek switch
    {
        > 1.25 => $"{Number(perWeek)} a week",
        > 0.8 => "one a week",
        _ => $"one in {Span(1 / perWeek)}",
    };

    private static string Span(double weeks) => weeks switch
    {
        < ShortWeeks => Counted(weeks * 7, "day"),
        > LongWeeks => Counted(weeks / WeeksAYear, "year"),
        _ => Counted(weeks, "week"),
    };

    private static string Count(double mistakes) => Math.Round(mistakes) switch
    {
        0 => "none",
        1 => "one",
        var many => Number(many),
    };

    private static string Counted(double number, string what) => $"{Number(number)} {what}{(Number(number) == "1" ? "" : "s")}";

    private static string Number(double value) => value.ToString(value < 3 && Math.Abs(value - Math.Round(value)) > 0.05 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
