namespace Groundswell.Storage;

/// <summary>Kinds of names that the store numbers, so that a report holds small integers.</summary>
public enum NameKind
{
    Service = 1,
    Symptom = 2,
}
