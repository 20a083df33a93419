/*
 * node-api-headers leaves out what was experimental in Node-API 9. node-addon-api needs this one function there: in
 * experimental mode a finalizer may not touch the garbage collector's state, so it is put off until after the
 * collection. Without it the process aborts.
 */
#ifndef OUTPOST_NODE_API_EXPERIMENTAL_H
#define OUTPOST_NODE_API_EXPERIMENTAL_H

#include <node_api.h>

#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER

EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(node_api_basic_env env, napi_finalize finalize_cb,
                                                           void* finalize_data, void* finalize_hint);
EXTERN_C_END

#endif
