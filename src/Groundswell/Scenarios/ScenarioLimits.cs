namespace Groundswell.Scenarios;

/// <summary>What a scenario may ask for: a text from outside must not fill the memory or run for ever.</summary>
internal static class ScenarioLimits
{
    public const int Text = 1 << 20;
    public const int Line = 4000;
    public const int Services = 10_000;
    public const int Errors = 100;
    public const double PerMinute = 1e7;
    public const int Vantages = 64;
    public const int Spammers = 100_000;

    public static readonly TimeSpan Length = TimeSpan.FromDays(31);
    public static readonly TimeSpan History = TimeSpan.FromDays(60);
}
