namespace Groundswell.Catalogue;

/// <summary>The form that the names of services, symptoms, categories and providers share.</summary>
public static class Slug
{
    public const int MaximumLength = 64;

    public const string Rule = "it must be 1 to 64 characters of a-z, 0-9 and '-', and neither begin nor end with '-'.";

    private const int ExcerptLength = 40;

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > MaximumLength || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The beginning of an offending text, short enough for an error message.</summary>
    public static string Excerpt(ReadOnlySpan<char> text) =>
        text.Length <= ExcerptLength ? text.ToString() : $"{text[..ExcerptLength]}…";
}
