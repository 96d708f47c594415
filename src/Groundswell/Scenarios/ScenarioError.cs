namespace Groundswell.Scenarios;

/// <summary>Something in a scenario's text that cannot be read.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Field">The statement or word that it is about.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record ScenarioError(int Line, int Column, string Field, string Reason)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {Line}, column {Column}: {Field}: {Reason}");
}
