namespace Groundswell.Detection;

/// <summary>Whether a series keeps the rate of false alarms that was promised for it.</summary>
public enum PromiseState
{
    /// <summary>It was not watched for long enough to tell.</summary>
    Unknown,

    /// <summary>With a probability of 90 % no more than twice as many come as were promised.</summary>
    Kept,

    /// <summary>More come than were promised, beyond reasonable doubt.</summary>
    Exceeded,
}
