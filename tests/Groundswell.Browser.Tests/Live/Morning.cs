using Groundswell.Scenarios;

namespace Groundswell.Browser.Tests.Live;

/// <summary>What a live node goes through: a quiet morning, then one messenger fails for half an hour.</summary>
internal static class Morning
{
    private const string Text = """
        scenario "A messenger fails at seven"
        start 2025-11-05T06:30Z
        length 8h
        history 3w
        seed 7

        regions world GB 40  US 30  DE 20  FR 10
        regions gb    GB 100

        symptoms banking   login 50  app 30  transfer 20
        symptoms messaging sending 50  receiving 30  connection 20
        symptoms social    feed 50  app 30  login 20

        service lloyds   "Lloyds Bank" banking   usual 6/h   in gb    with banking
        service halifax  "Halifax"     banking   usual 6/h   in gb    with banking
        service monzo    "Monzo"       banking   usual 3/h   in gb    with banking
        service signal   "Signal"      messaging usual 30/h  in world with messaging
        service whatsapp "WhatsApp"    messaging usual 120/h in world with messaging
        service reddit   "Reddit"      social    usual 60/h  in world with social

        outage signal from 07:00 to 07:30 peak 15/min rise 3m fall 3m
        """;

    public static Scenario Scenario { get; } = Read();

    /// <summary>When the node begins.</summary>
    public static DateTimeOffset Begin { get; } = Scenario.Start.AddMinutes(15);

    public static DateTimeOffset OutageBegins { get; } = Scenario.Outages[0].From;

    private static Scenario Read()
    {
        var read = ScenarioParser.Parse(Text);
        return read.Scenario ?? throw new InvalidOperationException(string.Join(' ', read.Errors));
    }
}
