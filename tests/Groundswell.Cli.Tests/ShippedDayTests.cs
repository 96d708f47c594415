using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary>Every file of the folder <c>scenarios</c>, played through a whole node: what it expects is met, but for what is listed here.</summary>
public sealed class ShippedDayTests(ShippedDays days) : IClassFixture<ShippedDays>
{
    /// <summary>
    /// Expectations that are right and not met yet, by file and the statement's own words. Whoever makes one good takes its line out: one that is met
    /// and stands here fails too.
    /// </summary>
    private static readonly Dictionary<string, string[]> NotMetYet = new(StringComparer.Ordinal)
    {
        ["slow-ramp"] = // what creeps for a whole day is taken for drift now and then
        [
            "expect word dropbox down or suspect from 12:15 to 17:00 for 98%",
            "expect word dropbox down from 14:15 to 17:00 for 95%",
        ],
        ["daily-burst"] = // a past of bursts costs two of three services their outage of five times the usual
        [
            "expect down all within 30m",
            "expect recovery all within 1h",
        ],
        ["weekend-nights"] = // the edges of a habit, and the hour after it
        [
            "expect never others",
            "expect false at-most 0",
            "expect word others not down or recovering or busy",
            "expect word docomo not down or recovering from 00:00 to 3d03:00",
        ],
        ["quiet-fortnight"] = // eighteen: heaps that come again and again, a Saturday, a pay day
        [
            "expect false at-most 2",
        ],
        ["month-end"] = // a month's end is no kind of day yet
        [
            "expect false at-most 0",
            "expect word everything not down or recovering",
        ],
    };

    public static TheoryData<string> Names => [.. ShippedDays.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_day_is_found_as_it_expects(string name)
    {
        var lines = File.ReadAllLines(ShippedDays.PathOf(name));

        var outcome = await days.OutcomeOfAsync(name);

        Assert.Equal("", outcome.Error);
        using var json = JsonDocument.Parse(outcome.Output);
        var missed = json.RootElement.GetProperty("expectations").EnumerateArray().Where(e => !e.GetProperty("met").GetBoolean())
            .Select(e => (Statement: lines[e.GetProperty("line").GetInt32() - 1], Told: $"{e.GetProperty("service")} {e.GetProperty("reason")}")).ToList();
        var known = NotMetYet.GetValueOrDefault(name, []);
        Assert.Empty(missed.Where(m => !known.Contains(m.Statement)).Select(m => $"{m.Statement}: {m.Told}"));
        Assert.Empty(known.Except(missed.Select(m => m.Statement)).Select(k => $"{k}: it is met, take it off the list"));
    }
}
