namespace Groundswell.Catalogue.Probing;

/// <summary>What the body of an answer must be like.</summary>
public abstract record BodyCondition
{
    private BodyCondition()
    {
    }

    public sealed record Whole(TextCondition Text) : BodyCondition;

    /// <summary>Some value at a place in JSON.</summary>
    /// <param name="Path">The place.</param>
    /// <param name="Value">What the value must be like as a text (<c>true</c>, <c>12.5</c>, or a text without its quotes); null: it need only be there.</param>
    public sealed record At(JsonPath Path, TextCondition? Value) : BodyCondition;
}
