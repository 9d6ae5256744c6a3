# == Runtime =================================================================================================
#
# What the steps lean on: the same bytes in every runbook of one version, so that it is audited once.

# -- Shapes --------------------------------------------------------------------------------------------------
# What a value must look like before it may be used, as extended regular expressions.

readonly XNAME_SHAPE='x[0-9]{1,4}c[0-7]s[0-9]{1,4}b[0-9]{1,4}n[0-9]{1,4}'
readonly UUID_SHAPE='[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
readonly S3_PREFIX_SHAPE='[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*'
readonly VERSION_SHAPE='[0-9]+[.][0-9]+[.][0-9]+([-.][0-9A-Za-z][0-9A-Za-z.-]*)?'
readonly FILENAME_SHAPE='[A-Za-z0-9_][A-Za-z0-9._-]*'
readonly MD5_SHAPE='[0-9a-f]{32}'
readonly COMMIT_SHAPE='[0-9a-f]{40}'
readonly SESSION_SHAPE='[a-z0-9]([-a-z0-9.]{0,43}[a-z0-9])?'
readonly SIGNATURE_SHAPE=$'-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=]+\n)+-----END SSH SIGNATURE-----\n'
readonly TRANSFER_SECONDS=7200 # for one file of some gigabytes
