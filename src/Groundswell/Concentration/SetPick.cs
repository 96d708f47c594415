namespace Groundswell.Concentration;

/// <summary>One provider of a smallest set.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Added">Services that its failure adds to those before.</param>
/// <param name="Covered">Services down by then, each once.</param>
public sealed record SetPick(string Provider, string Name, int Added, int Covered);
