using CsCheck;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

public sealed class ScenarioErrorTests
{
    [Theory]
    [InlineData("fail acme", 1, "fail")]
    [InlineData("seed", 5, "seed")]
    [InlineData("seed -1", 6, "seed")]
    [InlineData("seed 1 2", 8, "seed")]
    [InlineData("scale 0", 7, "scale")]
    [InlineData("scale 1/0", 7, "scale")]
    [InlineData("scale 2000", 7, "scale")]
    [InlineData("repeats 120%", 9, "repeats")]
    [InlineData("history 90s", 12, "history")]
    [InlineData("history 61d", 12, "history")]
    [InlineData("length 2d", 1, "length")]
    [InlineData("dispersion none", 12, "dispersion")]
    [InlineData("rhythm day 1 2 3", 17, "hour 3")]
    [InlineData("rhythm flat 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 8, "rhythm")]
    [InlineData("rhythm day 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", 59, "rhythm")]
    [InlineData("rhythm day 1 x 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 14, "hour 1")]
    [InlineData("regions here Britain 5", 14, "region")]
    [InlineData("regions here GB", 16, "share")]
    [InlineData("regions here GB 0", 14, "share")]
    [InlineData("regions here GB 1 GB 2", 19, "region")]
    [InlineData("symptoms all NO 1", 14, "symptom")]
    [InlineData("service acme \"Again\" social usual 1/h", 9, "service")]
    [InlineData("service Acme! \"A\" social usual 1/h", 9, "service")]
    [InlineData("service b \"B\" Social! usual 1/h", 15, "category")]
    [InlineData("service b \"B\" social", 21, "usual")]
    [InlineData("service b \"B\" social usual 1/week", 28, "usual")]
    [InlineData("service b \"B\" social usual 10000001/min", 28, "usual")]
    [InlineData("service b \"B\" social usual 1/h usual 1/h", 32, "usual")]
    [InlineData("service b \"B\" social usual 1/h rhythm none", 39, "rhythm")]
    [InlineData("service b \"B\" social usual 1/h in nowhere", 35, "in")]
    [InlineData("service b \"B\" social usual 1/h with nothing", 37, "with")]
    [InlineData("service b \"B\" social usual 1/h colour red", 32, "service")]
    [InlineData("service b \"B", 11, "text")]
    [InlineData("group g", 8, "group")]
    [InlineData("group all acme", 7, "group")]
    [InlineData("group acme acme", 7, "group")]
    [InlineData("group g nobody", 9, "group")]
    [InlineData("outage nobody from 01:00 to 02:00 peak 2x", 8, "outage")]
    [InlineData("outage acme to 02:00 peak 2x", 29, "from")]
    [InlineData("outage acme from 25:00 to 02:00 peak 2x", 18, "from")]
    [InlineData("outage acme from 1d01:00 to 1d02:00 peak 2x", 18, "from")]
    [InlineData("outage acme from 03:00 to 02:00 peak 2x", 27, "to")]
    [InlineData("outage acme from 01:00 to 02:00", 32, "peak")]
    [InlineData("outage acme from 01:00 to 02:00 peak fivex", 38, "peak")]
    [InlineData("outage acme from 01:00 to 02:00 peak 99999999x", 47, "peak")]
    [InlineData("outage acme from 01:00 to 02:00 peak 2x rise 2h", 46, "rise")]
    [InlineData("outage acme from 01:00 to 02:00 peak 2x fall 10", 46, "fall")]
    [InlineData("outage acme from 01:00 to 02:00 peak 2x fall 99w", 46, "fall")]
    [InlineData("outage acme from 01:00 to 02:00 peak 2x sag 110%", 45, "sag")]
    [InlineData("stray 8% from acme to acme", 10, "of")]
    [InlineData("stray 800% of acme to acme", 7, "share")]
    [InlineData("spam acme from 01:00 to 02:00 by 0 at 1/min", 34, "by")]
    [InlineData("spam acme from 01:00 to 02:00 by 100001 at 1/min", 34, "by")]
    [InlineData("spam acme from 01:00 to 02:00 by 1", 35, "at")]
    [InlineData("expect", 7, "expect")]
    [InlineData("expect joy", 8, "expect")]
    [InlineData("expect down acme", 17, "within")]
    [InlineData("expect down acme in 5m", 18, "within")]
    [InlineData("expect down acme within soon", 25, "within")]
    [InlineData("expect down nobody within 5m", 13, "expect")]
    [InlineData("expect at 2d00:00 acme down", 28, "at")]
    [InlineData("expect at 01:00 acme asleep", 22, "state")]
    [InlineData("expect regions acme GB,XX9", 21, "regions")]
    [InlineData("expect waves acme at-least 1.5", 28, "at-least")]
    [InlineData("expect false at-most 0 today", 24, "expect")]
    [InlineData("surge acme from 01:00 to 02:00 by 0.5x", 35, "by")]
    [InlineData("surge acme from 01:00 to 02:00", 31, "by")]
    [InlineData("surge acme from 01:00 to 02:00 by 2x rise 40m fall 40m", 55, "rise")]
    [InlineData("surge acme from 01:00 to 02:00 by 2x in FR", 43, "in")]
    [InlineData("rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 colour 1", 60, "rhythm")]
    [InlineData("rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 weekend", 67, "weekend")]
    [InlineData("rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 weekend 1 2", 70, "weekend")]
    [InlineData("rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 sunday 1 sunday 2", 69, "sunday")]
    [InlineData("rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 friday x", 67, "friday")]
    [InlineData("rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 zone CET", 65, "zone")]
    [InlineData("rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 zone UTC+15", 65, "zone")]
    [InlineData("days acme by 2x", 16, "on")]
    [InlineData("days acme on last", 18, "by")]
    [InlineData("days acme on last by 2", 22, "by")]
    [InlineData("days acme on 0 by 2x", 14, "on")]
    [InlineData("days acme on 1,32 by 2x", 14, "on")]
    [InlineData("days acme on last-28 by 2x", 14, "on")]
    [InlineData("days acme on 2025-02-30 by 2x", 14, "on")]
    [InlineData("days nobody on last by 2x", 6, "days")]
    [InlineData("burst acme peak 2x for 20m", 27, "every")]
    [InlineData("burst acme every 1d for 20m", 28, "peak")]
    [InlineData("burst acme every 1d peak 2x", 28, "for")]
    [InlineData("burst acme every 1d peak 2x for 0m", 33, "for")]
    [InlineData("burst acme every 5m peak 2x for 1m", 18, "every")]
    [InlineData("burst acme every 1h peak 2x for 2h", 33, "for")]
    [InlineData("burst acme every 1h at 09:00 peak 2x for 20m", 24, "at")]
    [InlineData("burst acme every 1d at 9 peak 2x for 20m", 24, "at")]
    [InlineData("burst acme every 1d peak 2x for 20m tail 0.1", 42, "tail")]
    [InlineData("burst acme every 1d peak 99999999x for 20m", 43, "peak")]
    [InlineData("lull acme from 01:00", 21, "to")]
    [InlineData("lull acme from 1d01:00 to 1d02:00", 16, "from")]
    [InlineData("lull acme from 01:00 to 02:00 leaves 120%", 38, "leaves")]
    [InlineData("lull nobody from 01:00 to 02:00", 6, "lull")]
    [InlineData("surge category:travel from 01:00 to 02:00 by 2x", 7, "surge")]
    [InlineData("stray 8% of acme to acme in nowhere", 29, "in")]
    [InlineData("probe acme", 11, "vantages")]
    [InlineData("blind nxdomain from 01:00 to 02:00", 35, "vantages")]
    [InlineData("blind fog from 01:00 to 02:00", 7, "kind")]
    [InlineData("notice A at 01:00 major \"x\"", 8, "notice")]
    [InlineData("expect cause", 13, "cause")]
    [InlineData("expect cause a/b/c", 19, "within")]
    [InlineData("expect cause a/b/c/d within 5m", 14, "cause")]
    [InlineData("expect cause a/b/c/* within 5m", 14, "cause")]
    [InlineData("expect cause a or within 5m", 26, "expect")]
    [InlineData("expect cause a within 5m from 01:00", 31, "from")]
    [InlineData("expect cause a from 01:00", 26, "to")]
    [InlineData("expect cause a from 02:00 to 01:00", 30, "to")]
    [InlineData("expect cause a from 02:00 to 2d01:00", 30, "to")]
    [InlineData("expect cause a from 02:00 to 03:00 for 101%", 40, "for")]
    [InlineData("expect never-cause none", 24, "cause")]
    [InlineData("expect only-cause a above much", 27, "above")]
    [InlineData("expect no-cause at-most 5", 25, "at-most")]
    [InlineData("expect renames 3", 16, "at-most")]
    [InlineData("expect word acme sad", 18, "word")]
    [InlineData("expect word acme 1", 18, "word")]
    [InlineData("expect word nobody down", 13, "expect")]
    [InlineData("expect word acme down at 02:00 from 01:00", 26, "at")]
    [InlineData("expect sentence acme says \"x\"", 22, "has")]
    [InlineData("expect sentence acme has \"\"", 26, "text")]
    [InlineData("expect sentence home has", 25, "text")]
    public void An_error_has_its_line_its_column_and_its_field(string line, int column, string field)
    {
        var error = ScenarioTexts.Parse("# a comment", line).Errors[0];

        Assert.Equal((8, column, field), (error.Line, error.Column, error.Field));
        Assert.False(string.IsNullOrWhiteSpace(error.Reason));
    }

    [Theory]
    [InlineData("scenario")]
    [InlineData("start")]
    [InlineData("length")]
    [InlineData("service")]
    public void What_must_be_there_is_asked_for(string field)
    {
        var text = string.Join('\n', ScenarioTexts.Header.Split('\n').Where(l => !l.StartsWith(field, StringComparison.Ordinal)));

        Assert.Contains(ScenarioParser.Parse(text).Errors, e => e.Field == field && e.Reason.Contains("missing", StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_come_at_once_in_order_of_line()
    {
        var result = ScenarioTexts.Parse("expect joy", "seed x", "stray", "outage acme");

        Assert.Null(result.Scenario);
        Assert.Equal([7, 8, 9, 10], result.Errors.Select(e => e.Line).Distinct());
        Assert.True(result.Errors.Count > 6);
    }

    [Fact]
    public void Texts_lines_errors_and_services_have_a_limit()
    {
        Assert.Contains("at most", Assert.Single(ScenarioParser.Parse(new string(' ', (1 << 20) + 1)).Errors).Reason, StringComparison.Ordinal);
        Assert.Contains(ScenarioTexts.Parse("# " + new string('x', 4000)).Errors, e => e is { Line: 7, Field: "line" });
        Assert.Equal(100, ScenarioTexts.Parse([.. Enumerable.Repeat("nonsense", 300)]).Errors.Count);
        Assert.Contains(
            ScenarioTexts.Parse([.. Enumerable.Range(0, 10_000).Select(i => $"service s{i} \"S\" c usual 1/h")]).Errors,
            e => e.Field == "service" && e.Line == 10_006);
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.String[0, 300].Sample(text => Assert.NotEmpty(ScenarioParser.Parse(text).Errors));

    /// <summary>Statements that stand, with words of the language put in the place of others, left out or put between.</summary>
    [Fact]
    public void No_muddle_of_its_own_words_makes_it_throw()
    {
        string[] statements =
        [
            "scenario \"A\"", "start 2025-10-20T00:00Z", "length 1d", "history 4w", "seed 1", "scale 1/100", "repeats 8%", "grace 10m",
            "rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 weekend 50%", "regions two GB 1 FR 2", "symptoms two app 1 login 2",
            "service b \"B\" social usual 1/h rhythm flat in default with default dispersion 3", "group g acme",
            "outage acme from 03:00 to 05:00 peak 2x rise 1h fall 5m sag 40% in GB with default", "stray 8% of acme to acme",
            "spam acme from 03:00 to 05:00 by 2 at 5/min in GB with default", "expect down all within 5m", "expect recovery acme within 5m",
            "expect never others", "expect at 03:00 all up", "expect waves all at-least 2", "expect regions acme GB", "expect median within 5m",
            "expect false at-most 0",
        ];
        string[] words =
        [
            "acme", "all", "others", "default", "flat", "from", "to", "peak", "rise", "in", "with", "by", "at", "of", "usual", "within", "5", "0", "40%",
            "1e9", "99999w", "99999w99999w", "40x", "x", "%", "/", "1/0", "/min", "20/min", "9999999/min", "02:48", "99d06:48", "8999-12-31T23:59Z",
            "\"", "\"A\"", "#", ",", ",,acme", "\0", "é",
        ];
        var muddle = Gen.Select(Gen.OneOf([.. statements.Select(Gen.Const)]), Gen.OneOf([.. words.Select(Gen.Const)]), Gen.Int[0, 30], Gen.Int[0, 3])
            .Select((statement, word, at, how) => Muddle(statement, word, at, how));

        muddle.List[1, 6].Sample(
            lines =>
            {
                var result = ScenarioTexts.Parse([.. lines]);
                Assert.Equal(result.Scenario is null, result.Errors.Count > 0);
                result.Scenario?.Truths();
                Assert.All(result.Errors, e => Assert.True(e is { Line: >= 1, Column: >= 1 }, e.ToString()));
            },
            iter: 20_000);
    }

    private static string Muddle(string statement, string word, int at, int how)
    {
        var words = statement.Split(' ').ToList();
        at %= words.Count;
        switch (how)
        {
            case 0:
                words[at] = word;
                break;
            case 1:
                words.Insert(at, word);
                break;
            case 2:
                words.RemoveAt(at);
                break;
        }

        return string.Join(' ', words);
    }
}
