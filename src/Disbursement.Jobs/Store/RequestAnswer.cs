namespace Disbursement.Jobs.Store;

/// <summary>What one officer answers to what another one asks for.</summary>
internal enum RequestAnswer
{
    Confirmed,
    Refused,
}
