using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

/// <summary>Small scenarios in text: a header that stands, and whatever a test adds to it.</summary>
internal static class ScenarioTexts
{
    public static readonly DateTimeOffset Start = new(2025, 10, 20, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Six lines; what is added begins in line 7.</summary>
    public const string Header =
        """
        scenario "A test"
        start 2025-10-20T00:00Z
        length 1d
        regions default GB 100
        symptoms default app 100
        service acme "Acme" social usual 60/h

        """;

    public static Scenario With(params string[] lines)
    {
        var result = Parse(lines);
        Assert.Empty(result.Errors);
        return Assert.IsType<Scenario>(result.Scenario);
    }

    public static ScenarioParseResult Parse(params string[] lines) => ScenarioParser.Parse(Header.ReplaceLineEndings("\n") + string.Join('\n', lines));
}
