namespace Groundswell.Catalogue;

/// <summary>Why people behave as on a holiday.</summary>
public enum HolidayKind
{
    /// <summary>A law says so, for the country as a whole or for nearly all of it.</summary>
    Public,

    /// <summary>No law says so, and yet it is well known: Christmas Eve in much of Europe, the Friday after Thanksgiving.</summary>
    Custom,
}
