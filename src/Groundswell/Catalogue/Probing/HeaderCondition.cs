namespace Groundswell.Catalogue.Probing;

/// <summary>What a header of the answer must be like; a header that is not there counts as empty.</summary>
/// <param name="Name">In any case of letters.</param>
/// <param name="Value">Of its values, joined by commas.</param>
public sealed record HeaderCondition(string Name, TextCondition Value);
