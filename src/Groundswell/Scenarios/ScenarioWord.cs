namespace Groundswell.Scenarios;

/// <summary>One word of a line, or one text in quotes.</summary>
internal readonly record struct ScenarioWord(string Text, int Column);
