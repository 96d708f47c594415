namespace Groundswell.Server.Vantages;

/// <summary>What a person who watches over the node should know of its vantages.</summary>
internal static class VantageStanding
{
    /// <summary>An agent asks for its plan every 30 s.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(5);

    /// <summary>A sentence for each vantage that is silent, and one where the file of tokens is not in force.</summary>
    public static IEnumerable<string> FindWarnings(VantageDesk desk, DateTimeOffset now) =>
        (desk.TokenTrouble is { } trouble ? [$"The file of vantages' tokens is not in force as it is, and those from before are: {trouble}"] : Enumerable.Empty<string>())
        .Concat(FindSilent(desk, now));

    private static IEnumerable<string> FindSilent(VantageDesk desk, DateTimeOffset now) =>
        from line in desk.Lines
        where line.SilentFor(now, TooLong) is not null
        orderby line.Token.Vantage.ToString()
        select line.Heard is { } heard
            ? $"Nothing has come from the vantage {line.Token.Vantage} since {heard:u}; what it sees is unknown."
            : $"Nothing has come from the vantage {line.Token.Vantage} since this node was started.";
}
